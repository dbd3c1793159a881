import { DiscordError, invalidJson } from './discord-error.ts';
import type { Payload, UploadedFile } from './messages.ts';

/**
 * Takes a request's body apart: JSON, or `multipart/form-data` with the JSON in `payload_json` and files in `files[n]`.
 * @throws DiscordError 50109 for broken JSON, 400 for another kind of body
 */
export async function readPayload(request: Request): Promise<Payload> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.body === null)
    return { body: undefined, files: [] };
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(await request.formData());
  const text = await request.text();
  if (text === '') return { body: undefined, files: [] };
  if (!type.startsWith('application/json'))
    throw new DiscordError(400, 50035, `Expected "Content-Type" header to be one of {'application/json'}.`);
  return { body: parseJson(text), files: [] };
}

async function readForm(form: FormData): Promise<Payload> {
  const json = form.get('payload_json');
  const parts = [...form.entries()].filter(([, value]) => typeof value !== 'string');
  const files = await Promise.all(parts.map(([name, value]) => fileOf(name, value)));
  return { body: typeof json === 'string' ? parseJson(json) : undefined, files };
}

async function fileOf(name: string, value: NonNullable<ReturnType<FormData['get']>>): Promise<UploadedFile> {
  const index = /^files\[(\d+)\]$/.exec(name)?.[1] ?? name;
  if (typeof value === 'string') return { index, name, contentType: 'text/plain', bytes: Buffer.from(value) };
  const bytes = new Uint8Array(await value.arrayBuffer());
  return { index, name: value.name, contentType: value.type || 'application/octet-stream', bytes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
