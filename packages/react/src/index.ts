'use client';

export { ChatWidget, type ChatWidgetIdentity, type ChatWidgetProps } from './ChatWidget.ts';
