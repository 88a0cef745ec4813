export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What a shell sources once; it asks the program itself at every Tab, so that it never goes stale. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_bluegreen() {
  mapfile -t COMPREPLY < <(bluegreen complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _bluegreen bluegreen
`,
  zsh: `#compdef bluegreen
_bluegreen() {
  local -a found
  found=("\${(@f)$(bluegreen complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _bluegreen bluegreen
`,
  fish: `function __bluegreen
  set -l words (commandline -opc) (commandline -ct)
  set -l found (bluegreen complete -- $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c bluegreen -f -a '(__bluegreen)'
`,
};
