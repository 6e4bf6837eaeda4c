// Choosing files on this computer. In the program the shell asks through the system's own dialogs; outside of it, in
// the tests, there are none and a path is typed.
import { isTauri } from '@tauri-apps/api/core';
import { call } from './call';

/** Whether the system's dialogs are there. */
export const has_dialogs = isTauri();

/** Where to save a PDF or, by the suggested name, a CSV; null when the person changed their mind. The suggested name never names a patient. */
export async function chooseSavePath(suggested_name: string): Promise<string | null> {
  return (await call<string | null>('shell.save_file', { suggested_name })).view;
}

/** Shows a file that was just saved in the system's own viewer. */
export async function openInViewer(path: string): Promise<void> {
  await call('shell.open_path', { path });
}

/** A folder to keep something in; null when the person changed their mind. */
export async function chooseFolder(): Promise<string | null> {
  return (await call<string | null>('shell.pick_folder', {})).view;
}

/** FHIR files to read; none when the person changed their mind. */
export async function chooseImportFiles(): Promise<string[]> {
  const kind = { name: 'FHIR (JSON)', extensions: ['json'] };
  return (await call<string[]>('shell.pick_files', kind)).view;
}

/** Tells the shell that the window can be used. Whoever started the program waits for it. */
export async function reportReady(): Promise<void> {
  if (isTauri()) await call('shell.ready', {});
}
