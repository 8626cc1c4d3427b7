'use client';

export { ChatWidget, type ChatWidgetProps } from './ChatWidget.ts';
