#!/usr/bin/env node
// Plain JavaScript that an old Node can still parse, so that it can say what it lacks instead of failing on a word.
var needed = [20, 20];
var found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(`Moot needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node}.`);
  process.exit(2);
}
var root = new URL('../..', import.meta.url);
process.env.MOOT_ROOT = process.env.MOOT_ROOT || decodeURIComponent(root.pathname).replace(/\/$/, '');

// V8 takes what memory there is, unless it is told at its start not to; an import reads gigabytes and keeps nothing of them.
// What it may have is enough for one mail of a hundred megabytes.
var modest = ['--max-semi-space-size=4', '--max-old-space-size=1024'];
if (process.argv[2] === 'import' && process.execArgv.length === 0 && !process.env.NODE_OPTIONS) startAgain();
else start();

function startAgain() {
  import('node:child_process').then((processes) => {
    var child = processes.spawn(process.execPath, modest.concat(process.argv.slice(1)), {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: Object.assign({}, process.env, { MOOT_STARTED_AGAIN: '1' }),
    });
    ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
      process.on(signal, () => child.kill(signal));
    });
    child.on('exit', (code, signal) => {
      process.exitCode = code === null ? 1 : code;
      if (signal !== null) {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      }
    });
  });
}

function start() {
  if (process.env.MOOT_STARTED_AGAIN === '1' && process.channel) {
    // Whoever started this one was killed: it does not go on alone.
    process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
    process.channel.unref();
  }
  import('tsx/esm/api')
    .then((tsx) => {
      tsx.register();
      return import('./main.ts');
    })
    .then((main) => main.runMoot(process.argv))
    .catch((error) => {
      if (error && error.code === 'ERR_MODULE_NOT_FOUND' && /tsx/.test(error.message)) {
        console.error('Moot is not installed here yet: run npm ci first.');
      } else {
        console.error(error);
      }
      process.exit(2);
    });
}
