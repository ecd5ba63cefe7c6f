// Plain JavaScript, so that a worker can begin with it: registers the loader of TypeScript, then runs all policies once.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { simulators, runScenario } = await import('#lib/simulators');
parentPort.postMessage('loaded');
parentPort.once('message', () => {
  const [simulator] = simulators;
  const started = performance.now();
  const { scenario } = simulator.parse(workerData);
  const run = runScenario(simulator, scenario);
  const cold = performance.now() - started;
  const again = performance.now();
  runScenario(simulator, scenario);
  parentPort.postMessage({ cold, warm: performance.now() - again, runs: run.runs.length });
});
