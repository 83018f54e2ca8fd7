import { describe } from 'vitest';
import { adapters } from './adapters.ts';
import { appendContract } from './contract/append.ts';
import { durabilityContract } from './contract/durability.ts';
import { modelContract } from './contract/model.ts';
import { readContract } from './contract/read.ts';
import { subscribeContract } from './contract/subscribe.ts';

/** What every event log must do, whatever it is made of: the docstrings of src/log/event-log.ts, proved. */
describe.each(adapters)('The $name log', (adapter) => {
  appendContract(adapter);
  readContract(adapter);
  subscribeContract(adapter);
  modelContract(adapter);
  if (adapter.durable) durabilityContract(adapter);
});
