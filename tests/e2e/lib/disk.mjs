// A small disk in memory of its own, that a bridge works on and a test can fill: a full disk as it really is.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Mounts it on a folder, for processes started with its `prefix` alone. Null where the machine allows no mount. */
export async function ownDisk(folder, megabytes) {
  if (spawnSync('unshare', ['-Urm', 'true']).status !== 0) return null;
  const mount = `mount -t tmpfs -o size=${megabytes}m tmpfs "$0" && echo mounted && exec cat`;
  // It lasts as long as this process does, whatever is killed in between.
  const keeper = spawn('unshare', ['-Urm', 'sh', '-c', mount, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    keeper.stdout.once('data', resolve);
    keeper.once('exit', (code) => reject(new Error(`the disk was not mounted: ${code}`)));
  });
  const filler = path.join(`/proc/${keeper.pid}/root`, folder, 'filler');
  return {
    prefix: ['nsenter', '--preserve-credentials', '-U', '-m', '-t', String(keeper.pid)],
    /** Takes every byte that is left. */
    fill: () => {
      const file = openSync(filler, 'a');
      for (const size of [1 << 20, 1 << 12, 1]) {
        const bytes = Buffer.alloc(size, 7);
        try {
          for (;;) if (writeSync(file, bytes) === 0) break;
        } catch (full) {
          if (full.code !== 'ENOSPC') throw full;
        }
      }
      closeSync(file);
    },
    giveBack: () => rmSync(filler),
    close: () => keeper.stdin.end(),
  };
}
