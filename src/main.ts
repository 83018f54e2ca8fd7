import { orExplain } from './cli/explain.ts';
import { serve } from './cli/serve.ts';

await orExplain(serve());
