import { z } from 'zod';
import type { Operator } from './conditions/operators.ts';
import { templatesOf } from './fields/templatesOf.ts';
import { automationTimeZone } from './timeZone.ts';

/** What a crash or a retry may do to an effect; the builder shows it. */
export type Guarantee =
  /** Reads only, or writes our own database in the step's transaction, or upserts by a key. */
  | 'exactly-once'
  /** Never twice; after a crash it may be unknown whether it happened. */
  | 'at-most-once'
  /** Never lost; after a crash it may happen again, with the same id for the receiver. */
  | 'at-least-once';

/** The domain events that triggers listen to. */
export type EventType =
  | 'conversation.started'
  | 'conversation.ended'
  | 'conversation.idle'
  | 'conversation.tagged'
  | 'conversation.handed_over'
  | 'message.received';

/** The type of a variable, for verification and for completion in the forms. */
export type ValueType =
  | { type: 'text' | 'number' | 'boolean' | 'date' | 'any' }
  | { type: 'choice'; choices: string[] }
  | { type: 'list'; of: ValueType }
  | { type: 'object'; fields: Record<string, ValueType> };

/** One way out of a node, an edge's `sourceHandle`. */
export interface Outcome {
  id: string;
  title: string;
  /** Whether the workflow may leave it unconnected: the execution then ends there (`error`: fails). */
  isOptional?: boolean;
}

/** Where a text of the configuration goes when it is rendered; `host` and `recipient` are guarded. */
export type TemplateUse = 'text' | 'host' | 'recipient';

/** One Liquid text within a node's configuration. */
export interface Template {
  /** Of the field, as `headers.0.value`; the form marks it. */
  path: string;
  text: string;
  use: TemplateUse;
  /** The type that the field needs, when the text is one variable and nothing else. */
  expects?: ValueType;
  /** Whether the node copes with variables that are not set. */
  mayBeMissing?: boolean;
}

/** What an installation may lack. */
export type Setting = 'mail' | 'chat-model';

/** What is known of a variable after a node was left by an outcome: `operator` did, or did not, hold. */
export interface Comparison {
  /** Of the variable, as `steps.ask.answer` or `conversation.sentiment`. */
  path: string;
  operator: Operator;
  /** The second side as configured; a template in it makes the comparison say little. */
  value?: unknown;
  truth: boolean;
  caseSensitive?: boolean;
}

/**
 * A kind of node as a value. The one list of these drives palette, forms, validation, compiler,
 * verifier, docs and handlers.
 */
export interface NodeDefinition<Config extends z.ZodType = z.ZodType> {
  kind: string;
  type: 'trigger' | 'action' | 'condition';
  title: string;
  /** One sentence for the palette. */
  description: string;
  /** Name of a lucide icon. */
  icon: string;
  /** Of `data.config` without `kind`. */
  config: Config;
  /** A configuration that is right: what the docs show, and the placeholders of a form. */
  example?: z.input<Config>;
  guarantee: Guarantee;
  /** Where it depends on the configuration: this instead of `guarantee`. */
  guaranteeWith?(config: z.output<Config>): Guarantee;
  /**
   * Of a trigger: the domain event that may start it, if its `matches` agrees. Null when something
   * else starts it: the clock, a request or a person.
   */
  event?: EventType | null;
  /** Whether the execution waits here for time or for somebody: such a node may stand in a loop. */
  waits: boolean;
  /** Whether it counts how often it is passed and ends by itself: such a node bounds a loop. */
  counts: boolean;
  /**
   * The outcome by which a counting node leaves when its count is over, `done` unless said: a loop
   * through this outcome is not bounded by the node. A node without it bounds every loop.
   */
  endsBy?: string;
  /** The ways out; none ends the workflow. */
  outcomes(config: z.output<Config>): Outcome[];
  /** Type of `steps.<id>` after the node was left by `outcome`; null when there is nothing. */
  output(config: z.output<Config>, outcome: string): ValueType | null;
  templates(config: z.output<Config>): Template[];
  /**
   * Paths whose values this node proves, by outcome (data validation). One that begins with a dot
   * is of the node's own output: `.answer`.
   */
  validates?(config: z.output<Config>, outcome: string): string[];
  /** What holds when the node is left by `outcome`: all of these. */
  comparisons?(config: z.output<Config>, outcome: string): Comparison[];
  /**
   * Roots whose variables may differ after the node. By default those of an action, and of a node
   * that waits, are `visitor` and `conversation`, since time passes; a condition changes nothing.
   */
  changes?: ('visitor' | 'conversation')[];
  /** Whether its output is made here, and not by a visitor, a model or another server. */
  givesOwnValues?: boolean;
  /** What whoever runs EchoAI must have set up for it. */
  needs?(config: z.output<Config>): Setting[];
  /** Workflows that this node starts. */
  starts?(config: z.output<Config>): string[];
}

/**
 * Keeps the type of a definition's configuration while checking its shape. The templates are those
 * that the schema marks, unless the definition finds them itself. A trigger has the automation's time
 * zone besides what is its own.
 */
export function defineNode<Config extends z.ZodType>(
  definition: Omit<NodeDefinition<Config>, 'templates'> & Partial<NodeDefinition<Config>>,
): NodeDefinition<Config> {
  const config =
    definition.type === 'trigger' ? withTimeZone(definition.config) : definition.config;
  return { templates: (given) => templatesOf(config, given), ...definition, config };
}

function withTimeZone<Config extends z.ZodType>(config: Config): Config {
  if (!(config instanceof z.ZodObject) || 'timeZone' in config.shape) return config;
  return config.safeExtend({ timeZone: automationTimeZone }) as unknown as Config;
}

/** What a crash or a retry may do to this node, configured so. */
export function guaranteeOf(definition: NodeDefinition, config: unknown): Guarantee {
  return definition.guaranteeWith?.(config) ?? definition.guarantee;
}
