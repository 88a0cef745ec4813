/** Variable that names the folder of a detached sandbox's log to it, so that it removes the folder when it ends. */
export const LOG_FOLDER_VARIABLE = 'BLUEGREEN_SANDBOX_LOG';
