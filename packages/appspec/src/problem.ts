/** Every code a check of a revision can give. `YAML_*` and most others stop a deployment on the agent; warnings do not. */
export type ProblemCode =
  | 'YAML_SYNTAX'
  | 'YAML_TAB'
  | 'YAML_ALIAS'
  | 'YAML_SEVERAL_DOCUMENTS'
  | 'APPSPEC_EMPTY'
  | 'APPSPEC_ENCODING'
  | 'APPSPEC_NOT_A_MAP'
  | 'APPSPEC_MISSING'
  | 'APPSPEC_SPELLING'
  | 'KEY_UNKNOWN'
  | 'KEY_TWICE'
  | 'VERSION_INVALID'
  | 'OS_UNSUPPORTED'
  | 'FILE_EXISTS_BEHAVIOR_INVALID'
  | 'FILES_INVALID'
  | 'FILE_SOURCE_INVALID'
  | 'FILE_SOURCE_MISSING'
  | 'FILE_SOURCE_OUTSIDE'
  | 'FILE_DESTINATION_INVALID'
  | 'FILE_DESTINATION_RELATIVE'
  | 'FILE_DESTINATION_TWICE'
  | 'PERMISSIONS_INVALID'
  | 'PERMISSION_OBJECT_MISSING'
  | 'PERMISSION_TYPE_INVALID'
  | 'PERMISSION_PATTERN_INVALID'
  | 'PERMISSION_OWNER_INVALID'
  | 'PERMISSION_MODE_INVALID'
  | 'PERMISSION_MODE_OCTAL'
  | 'PERMISSION_ACL_INVALID'
  | 'PERMISSION_CONTEXT_INVALID'
  | 'PERMISSION_TWICE'
  | 'PERMISSION_WITHOUT_EFFECT'
  | 'HOOKS_INVALID'
  | 'HOOK_EVENT_UNKNOWN'
  | 'HOOK_EVENT_NEVER_RUN'
  | 'HOOK_EMPTY'
  | 'HOOK_LOCATION_MISSING'
  | 'HOOK_LOCATION_OUTSIDE'
  | 'HOOK_LOCATION_SHELL'
  | 'HOOK_TIMEOUT_INVALID'
  | 'HOOK_TIMEOUT_OVER_LIMIT'
  | 'HOOK_RUNAS_EMPTY'
  | 'HOOK_RUNAS_INVALID'
  | 'HOOK_SUDO_TRUTHY'
  | 'SCRIPT_MISSING'
  | 'SCRIPT_NOT_A_FILE'
  | 'SCRIPT_NOT_EXECUTABLE'
  | 'SCRIPT_CRLF'
  | 'SCRIPT_SHEBANG_MISSING'
  | 'SCRIPT_KEEPS_OUTPUT_OPEN'
  | 'ENTRY_REFUSED';

/** One thing wrong with a revision. Lines and columns count from 1; both are null when the problem has no place in appspec.yml. */
export interface Problem {
  code: ProblemCode;
  message: string;
  line: number | null;
  column: number | null;
  /** Where in the document, such as `hooks.AfterInstall[0].timeout`; a file's path for a problem of a file; '' for the whole. */
  path: string;
}
