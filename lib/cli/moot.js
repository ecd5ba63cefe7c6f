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
