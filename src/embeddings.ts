import { join } from 'node:path';
import { projectFolder } from './config.ts';
import { HearsayEmbeddings } from './models/langchain-embeddings.ts';
import { openModels } from './models/onnx-models.ts';

const quiet = { info() {}, error() {} };

/**
 * The embedding model that comes with Hearsay, for any LangChain chain: `import … from 'hearsay/embeddings'`. No network,
 * no key. Returns before the model is loaded (.3 s): what is asked first waits for it. Call `close()` when done.
 * @throws OperatorError if a file of the model is missing or truncated; where one is damaged, every call rejects with one
 */
export async function openHearsayEmbeddings(): Promise<HearsayEmbeddings> {
  const { embedder } = await openModels({ folder: join(projectFolder, 'models'), log: quiet });
  return new HearsayEmbeddings(embedder);
}
