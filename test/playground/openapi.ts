import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/*
 * Holds what a bot sends against Discord's own OpenAPI description, which lies beside the project where there is one.
 * Its README names the caveats that stand behind `adapted`.
 */

const path = fileURLToPath(new URL('../../../shared/discord/openapi.json', import.meta.url));

/** Whether Discord's description is there. Tests that need it skip by name where it is not. */
export const hasOpenApi = existsSync(path);
/** Why a test is skipped, for its name. */
export const withoutOpenApi = hasOpenApi ? '' : " (skipped: Discord's OpenAPI description is not here)";

type Json = { readonly [key: string]: unknown };
type Route = { readonly pattern: RegExp; readonly literals: number; readonly methods: Json };

let loaded: { ajv: Ajv2020; routes: readonly Route[] } | undefined;
const validators = new Map<string, ValidateFunction>();

/**
 * Holds a request's body against Discord's description.
 * @param concretePath without `/api/v10`, with ids as sent
 * @returns what is wrong, one line a problem, with its place; empty where nothing is
 */
export function validateRequest(method: string, concretePath: string, body: unknown): string[] {
  const operation = operationOf(method, concretePath);
  if (operation === undefined) return [`Discord has no ${method} ${concretePath}`];
  const schema = objectAt(operation, 'requestBody', 'content', 'application/json', 'schema');
  if (schema === undefined) return isNothing(body) ? [] : [`${method} ${concretePath} takes no body`];
  return problemsOf(`${method} ${concretePath}`, schema, body ?? {});
}

/** The same for an answer: what the loopback Discord gives, held against what Discord says that it gives. */
export function validateResponse(method: string, concretePath: string, status: number, body: unknown): string[] {
  const operation = operationOf(method, concretePath);
  const response = objectAt(operation, 'responses', String(status));
  if (response === undefined) return [`Discord has no ${method} ${concretePath} with ${status}`];
  const schema = objectAt(response, 'content', 'application/json', 'schema');
  return schema === undefined ? [] : problemsOf(`${method} ${concretePath} ${status}`, schema, body);
}

/** A thing that the gateway tells of, held against the description's schema of that name. */
export const validateSchema = (name: string, value: unknown): string[] =>
  problemsOf(`schema ${name}`, { $ref: `discord#/components/schemas/${name}` }, value);

const isNothing = (body: unknown): boolean =>
  body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);

function problemsOf(key: string, schema: Json, value: unknown): string[] {
  const validate = validators.get(key) ?? description().ajv.compile(schema);
  validators.set(key, validate);
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).filter(saysSomething).map(inWords))];
}

/** Unions report that no branch fits beside what is wrong in the branch; `if` reports that its `then` does not. */
const saysSomething = (error: ErrorObject): boolean => error.keyword !== 'if';
const inWords = (error: ErrorObject): string => `${error.instancePath || '/'} ${error.message ?? error.keyword}`;

function operationOf(method: string, concretePath: string): Json | undefined {
  const fitting = description().routes.filter(({ pattern }) => pattern.test(concretePath));
  const [closest] = [...fitting].sort((a, b) => b.literals - a.literals);
  return objectAt(closest?.methods, method.toLowerCase());
}

function description(): { ajv: Ajv2020; routes: readonly Route[] } {
  if (loaded !== undefined) return loaded;
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const schemas = objectAt(document, 'components', 'schemas') ?? {};
  const whole = adapted(document, schemas);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, validateSchema: false });
  ajv.addSchema({ $id: 'discord', ...(isObject(whole) ? whole : {}) });
  const routes = Object.entries(objectAt(whole, 'paths') ?? {}).map(([template, methods]) => ({
    pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    literals: template.split('/').filter((step) => !step.startsWith('{')).length,
    methods: isObject(methods) ? methods : {},
  }));
  loaded = { ajv, routes };
  return loaded;
}

/**
 * The description as JSON Schema. `anyOf` and `oneOf` both mean "exactly one of these"; many branches are so loose that
 * a good body fits two, so one is enough here, and branches told apart by `type` are chosen by it, which makes the
 * errors say what is wrong. Integers beyond 2^53 may come as strings of digits.
 */
function adapted(value: unknown, schemas: Json): unknown {
  if (Array.isArray(value)) return value.map((one) => adapted(one, schemas));
  if (!isObject(value)) return value;
  if (typeof value.$ref === 'string') return { ...value, $ref: value.$ref.replace(/^#/, 'discord#') };
  const { anyOf, oneOf, ...rest } = value;
  const union = anyOf ?? oneOf;
  const mapped = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, adapted(one, schemas)]));
  if (Array.isArray(union)) return { ...mapped, ...unionOf(union, schemas) };
  return isBigInteger(value) ? { anyOf: [mapped, { type: 'string', pattern: '^-?\\d+$' }] } : mapped;
}

/** JSON Schema's keyword; written out as a key it would make the object look like a promise. */
const consequence = 'then';

function unionOf(branches: readonly unknown[], schemas: Json): Json {
  const typed = branches.map((branch) => ({ branch, types: typesOf(branch, schemas) }));
  const plain = { anyOf: branches.map((branch) => adapted(branch, schemas)) };
  if (typed.length < 2 || typed.some(({ types }) => types === undefined)) return plain;
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: typed.flatMap(({ types }) => types ?? []) } },
    allOf: typed.map(({ branch, types }) => ({
      if: { properties: { type: { enum: types } }, required: ['type'] },
      [consequence]: adapted(branch, schemas),
    })),
  };
}

/** The values of `type` that a branch of a union takes, where it says so. */
function typesOf(branch: unknown, schemas: Json): readonly unknown[] | undefined {
  const reference = objectAt(branch)?.$ref;
  const schema = typeof reference === 'string' ? schemas[reference.replace('#/components/schemas/', '')] : branch;
  const values = objectAt(schema, 'properties', 'type')?.enum;
  return Array.isArray(values) ? values : undefined;
}

const isBigInteger = (schema: Json): boolean => {
  const isInteger = schema.type === 'integer' || (Array.isArray(schema.type) && schema.type.includes('integer'));
  return isInteger && Number(schema.maximum ?? 0) > Number.MAX_SAFE_INTEGER;
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectAt(value: unknown, ...steps: readonly string[]): Json | undefined {
  const found = steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), value);
  return isObject(found) ? found : undefined;
}
