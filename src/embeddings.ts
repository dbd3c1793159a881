import { join } from 'node:path';
import { projectFolder } from './config.ts';
import { HearsayEmbeddings } from './models/langchain-embeddings.ts';
import { openOnnxEmbedder } from './models/onnx-embedder.ts';

const quiet = { info() {}, error() {} };

/**
 * The embedding model that comes with Hearsay, for any LangChain chain: `import … from 'hearsay/embeddings'`. No network,
 * no key. Returns before the model is loaded (.3 s): what is asked first waits for it. Call `close()` when done.
 * @throws OperatorError if a file of the model is missing or truncated; where one is damaged, every call rejects with one
 */
export async function openHearsayEmbeddings(): Promise<HearsayEmbeddings> {
  const folder = join(projectFolder, 'models', 'e5-small-v2');
  return new HearsayEmbeddings(await openOnnxEmbedder({ folder, log: quiet }));
}
