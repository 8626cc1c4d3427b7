import { api, type Endpoint, errorCodes, problem } from '@echoai/contract';
import { z } from 'zod';

const security = {
  operator: [{ secretKey: [] }, { session: [] }],
  visitor: [{ publishableKey: [] }],
  public: [],
};

/** OpenAPI 3.1 of the whole API, from the same schemas that validate the requests. */
export function describeApi(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [feature, endpoints] of Object.entries(api)) {
    for (const [name, endpoint] of Object.entries(endpoints as Record<string, Endpoint>)) {
      paths[endpoint.path] ??= {};
      paths[endpoint.path]![endpoint.method] = describeEndpoint(
        `${feature}.${name}`,
        feature,
        endpoint,
      );
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'EchoAI',
      version: '1',
      description:
        'Errors are RFC 9457 problem details with a stable `code`: ' +
        `${Object.keys(errorCodes).join(', ')}. Lists take \`limit\` and \`cursor\`.`,
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: {
      securitySchemes: {
        secretKey: { type: 'http', scheme: 'bearer', description: 'A secret key, `sk_…`' },
        session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
        publishableKey: { type: 'http', scheme: 'bearer', description: 'A chatbot’s `pk_…`' },
      },
      schemas: { Problem: schemaOf(problem) },
    },
  };
}

function describeEndpoint(operationId: string, feature: string, endpoint: Endpoint): object {
  const content = {
    ...(endpoint.body ? { 'application/json': { schema: schemaOf(endpoint.body) } } : {}),
    ...(endpoint.form ? { 'multipart/form-data': { schema: schemaOf(endpoint.form) } } : {}),
  };
  const status = endpoint.status ?? (endpoint.response ? 200 : 204);
  return {
    operationId,
    tags: [feature],
    summary: endpoint.summary,
    security: security[endpoint.access],
    parameters: [
      ...describeParameters(endpoint.params, 'path'),
      ...describeParameters(endpoint.query, 'query'),
      ...(endpoint.access === 'visitor'
        ? [{ name: 'EchoAI-Visitor', in: 'header', schema: { type: 'string' } }]
        : []),
    ],
    ...(Object.keys(content).length > 0 ? { requestBody: { required: true, content } } : {}),
    responses: {
      [status]: {
        description: 'Success',
        ...(endpoint.response
          ? { content: { 'application/json': { schema: schemaOf(endpoint.response) } } }
          : {}),
      },
      default: {
        description: 'Problem details',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

function describeParameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
