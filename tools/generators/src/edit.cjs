/**
 * Changes one file by `change`; says which file has to be changed by hand when the place for it is not found any more.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {string} file
 * @param {(text: string) => string} change
 */
exports.edit = function edit(tree, file, change) {
  const before = tree.read(file, 'utf8');
  if (before === null) throw new Error(`${file} does not exist any more: this generator has to learn where it went.`);
  const after = change(before);
  if (after === before) throw new Error(`${file} does not look as expected: this generator has to learn its new form.`);
  tree.write(file, after);
};

/**
 * Refuses to write over what is there.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {Readonly<Record<string, string>>} files text by path
 */
exports.add = function add(tree, files) {
  const present = Object.keys(files).find((file) => tree.exists(file));
  if (present !== undefined) throw new Error(`${present} exists already.`);
  for (const [file, text] of Object.entries(files)) tree.write(file, text);
};

/**
 * Puts a line where it belongs by the alphabet among the lines that look like it, which stand together.
 *
 * @param {string} text
 * @param {RegExp} like matches one whole line
 * @param {string} line
 */
exports.insertSorted = function insertSorted(text, like, line) {
  const lines = text.split('\n');
  const similar = lines.flatMap((each, at) => (like.test(each) ? [at] : []));
  if (similar.length === 0) return text;
  const after = similar.find((at) => /** @type {string} */ (lines[at]) > line);
  lines.splice(after ?? /** @type {number} */ (similar.at(-1)) + 1, 0, line);
  return lines.join('\n');
};

/**
 * Puts `addition` right before the first place that matches.
 *
 * @param {string} text
 * @param {RegExp} place
 * @param {string} addition
 */
exports.insertBefore = function insertBefore(text, place, addition) {
  return text.replace(place, (found) => addition + found);
};
