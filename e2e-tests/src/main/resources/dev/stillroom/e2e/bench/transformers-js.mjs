// The peer of the encoder's benchmark: one line in, {"input": text}; one line out, the milliseconds
// that transformers.js took for tokens, network and pooling, on one thread.
import { createInterface } from 'node:readline';
import { env, pipeline } from '@huggingface/transformers';

env.allowRemoteModels = false;
env.localModelPath = new URL('models/', import.meta.url).pathname;
const read = await pipeline('feature-extraction', 'encoder', {
  dtype: 'q8',
  device: 'cpu',
  session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
});
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line).input;
  const begun = performance.now();
  await read(text, { pooling: 'cls', normalize: true });
  const millis = performance.now() - begun;
  console.log(JSON.stringify({ millis, tokens: read.tokenizer(text).input_ids.dims[1] }));
}
