// Choosing files on this computer. In the program the system's own dialogs do it; outside of it, in the tests, there are
// none and a path is typed.
import { isTauri } from '@tauri-apps/api/core';
import { open, save } from '@tauri-apps/plugin-dialog';

/** Whether the system's dialogs are there. */
export const has_dialogs = isTauri();

/** Where to save a PDF; null when the person changed their mind. The suggested name never names a patient. */
export function choosePdfPath(suggested: string): Promise<string | null> {
  return save({ defaultPath: suggested, filters: [{ name: 'PDF', extensions: ['pdf'] }] });
}

/** FHIR files to read; none when the person changed their mind. */
export async function chooseImportFiles(): Promise<string[]> {
  return (
    (await open({
      multiple: true,
      directory: false,
      filters: [{ name: 'FHIR (JSON)', extensions: ['json'] }],
    })) ?? []
  );
}
