// Plain JavaScript, so that a worker can begin with it: registers the loader of TypeScript, then runs all policies once.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { simulators, runPolicy, runScenario, browserBounds } = await import('#lib/simulators');
parentPort.postMessage('loaded');
parentPort.once('message', () => {
  const [simulator] = simulators;
  const { scenario } = simulator.parse(workerData.text);
  if (workerData.isAll) runScenario(simulator, scenario, { bounds: browserBounds });
  else {
    const [kind] = simulator.kindsFor(scenario);
    for (const policy of simulator.policiesFor(scenario)) runPolicy(simulator, scenario, policy, browserBounds, kind);
  }
  parentPort.postMessage('done');
});
