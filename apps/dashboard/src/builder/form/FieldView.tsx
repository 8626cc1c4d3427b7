'use client';

import type { FormField, FormFields, Widget } from '@echoai/automation/fields/formFields';
import type { ComponentType } from 'react';
import type { WidgetProps } from './formScope';
import { isShapeOf, isShown, type Values, withField } from './values';
import { BusinessHoursWidget } from './widgets/BusinessHoursWidget';
import { ChoiceWidget, SwitchWidget } from './widgets/ChoiceWidgets';
import { ConditionWidget } from './widgets/ConditionWidget';
import { ConnectionWidget, OptionWidget } from './widgets/ConnectionWidgets';
import { DurationWidget } from './widgets/DurationWidget';
import { GroupWidget, ModesWidget } from './widgets/GroupWidgets';
import { JsonSchemaWidget } from './widgets/JsonSchemaWidget';
import { ListWidget } from './widgets/ListWidget';
import {
  ChatbotWidget,
  CredentialWidget,
  IntentsWidget,
  TagsWidget,
  TagWidget,
  WorkflowWidget,
} from './widgets/PickerWidgets';
import { CronWidget, TimeZoneWidget } from './widgets/ScheduleWidgets';
import {
  JsonWidget,
  NumberWidget,
  TemplateWidget,
  TextWidget,
  TimeWidget,
  VariableWidget,
} from './widgets/TextWidgets';
import { WordsWidget } from './widgets/WordsWidget';

const widgets: Record<Widget, ComponentType<WidgetProps>> = {
  text: TextWidget,
  template: TemplateWidget,
  'template-area': TemplateWidget,
  variable: VariableWidget,
  id: TextWidget,
  time: TimeWidget,
  'time-zone': TimeZoneWidget,
  cron: CronWidget,
  chatbot: ChatbotWidget,
  credential: CredentialWidget,
  connection: ConnectionWidget,
  option: OptionWidget,
  workflow: WorkflowWidget,
  tag: TagWidget,
  number: NumberWidget,
  switch: SwitchWidget,
  choice: ChoiceWidget,
  words: WordsWidget,
  tags: TagsWidget,
  intents: IntentsWidget,
  recipients: WordsWidget,
  list: ListWidget,
  percentages: ListWidget,
  group: GroupWidget,
  modes: ModesWidget,
  duration: DurationWidget,
  'business-hours': BusinessHoursWidget,
  condition: ConditionWidget,
  json: JsonWidget,
  'json-schema': JsonSchemaWidget,
};

/** A field by the control that its schema asks for; as JSON, if its value has another shape. */
export function FieldView(props: WidgetProps) {
  const isFitting = isShapeOf(props.field, props.value);
  const Widget = isFitting ? widgets[props.field.widget] : JsonWidget;
  return (
    // By its path, so that what a problem is about can be shown.
    <div data-field={props.path} className="contents">
      <Widget {...props} />
    </div>
  );
}

/** The fields of an object, those left out that have nothing to say beside the others. */
export function FieldList({
  fields,
  values,
  path,
  onChange,
  isGrid = false,
}: {
  fields: FormFields;
  values: Values;
  /** Of the object; empty for the configuration. */
  path: string;
  onChange: (values: Values) => void;
  /** Whether they stand in two columns, where long ones take both. */
  isGrid?: boolean;
}) {
  return Object.entries(fields)
    .filter(([name, field]) => isShown(field, name, { fields, values }))
    .map(([name, field]) => {
      const view = (
        <FieldView
          key={name}
          field={field}
          path={path ? `${path}.${name}` : name}
          value={values[name]}
          onChange={(value) => onChange(withField(values, name, value))}
          siblings={values}
        />
      );
      if (!isGrid) return view;
      return (
        <div key={name} className={isShort(field) ? 'min-w-0' : 'col-span-2 min-w-0'}>
          {view}
        </div>
      );
    });
}

function isShort({ widget }: FormField): boolean {
  return ['text', 'id', 'number', 'time', 'choice'].includes(widget);
}
