'use client';

import { useRef } from 'react';
import type { Issue } from '#lib/scenario/scenario';
import { IssueList } from './issue-list';

/** The scenario's text in a plain field with line numbers; what cannot be read is listed below with line and column. */
export function TextEditor({
  text,
  issues,
  current,
  isEdited,
  beginning,
  onChange,
  onReset,
  onFormat,
  onRun,
}: {
  text: string;
  issues: readonly Issue[];
  current: number | null;
  isEdited: boolean;
  /** What the button says that gives the first text back. */
  beginning: string;
  onChange: (text: string) => void;
  onReset: () => void;
  /** Puts the text into canonical form. */
  onFormat: () => void;
  onRun: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n');
  const go = (issue: Issue) => {
    const start = lines.slice(0, issue.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + issue.column - 1;
    field.current?.focus();
    field.current?.setSelectionRange(start, start);
  };
  return (
    <div className="editor">
      <div className="code ed">
        <div className="gutter" aria-hidden="true">
          {lines.map((_, index) => {
            const number = index + 1;
            const isBad = issues.some((issue) => issue.line === number && issue.severity === 'error');
            return <span key={number} className={isBad ? 'l err' : number === current ? 'l cur' : 'l'} />;
          })}
        </div>
        <textarea
          ref={field}
          aria-label="Scenario text"
          aria-invalid={issues.some((issue) => issue.severity === 'error')}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          rows={lines.length + 1}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              onRun();
            }
          }}
        />
      </div>
      <IssueList issues={issues} onPick={go} />
      <div className="bar">
        <button type="button" className="btn" disabled={!isEdited} onClick={onReset}>
          {beginning}
        </button>
        <button
          type="button"
          className="btn"
          disabled={issues.some((issue) => issue.severity === 'error')}
          onClick={onFormat}
        >
          Format
        </button>
        <span className="note">
          <kbd>Ctrl</kbd> <kbd>⏎</kbd> runs all schedules. <a href="/guide/scenario-language">The scenario language</a>,{' '}
          <a href="/guide/own-policy">a policy of your own</a>
        </span>
      </div>
    </div>
  );
}
