/** @param {string} kebab Such as `pause-traffic`. */
exports.namesOf = function namesOf(kebab) {
  const pascal = kebab.replace(/(^|-)([a-z])/g, (_all, _hyphen, letter) => letter.toUpperCase());
  return { kebab, pascal, camel: lowerFirst(pascal), words: kebab.replaceAll('-', ' ') };
};

/** @param {string} pascal Such as `DescribeWarmPool`. */
exports.wireNamesOf = function wireNamesOf(pascal) {
  const kebab = pascal.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
  return { pascal, kebab, camel: lowerFirst(pascal) };
};

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
