import { describe, expect, it } from 'vitest';
import { addToList, findId } from '#lib/markdown/edit-front';
import { addFromForm, findAddition, readFields, refuseUnadded } from '../../app/edit/additions';
import { bodyOf, normalLines } from '../../app/edit/front-matter';
import { newText } from '../../app/edit/templates';

const text = `---
id: a-claim
title: 'It''s: a claim'
stances:
  - person: ann
    attitude: asserts
    note: 'yes: so'
---

Body --- with a rule.
`;

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe('front matter of the editor', () => {
  it('finds the name and the body', () => {
    expect(findId(text)).toBe('a-claim');
    expect(bodyOf(text)).toContain('Body --- with a rule.');
    expect(bodyOf('no front matter')).toBe('no front matter');
    expect(normalLines('a\r\nb\rc')).toBe('a\nb\nc');
  });

  it('adds to a list that is there and makes one that is not, and leaves the body alone', () => {
    const once = addToList(text, 'stances', { person: 'bob', attitude: 'rejects' }) ?? '';
    expect(once).toContain('  - person: ann\n    attitude: asserts\n');
    expect(once).toContain('  - person: bob\n    attitude: rejects\n');
    const twice = addToList(once, 'relations', { kind: 'rebuts', claim: 'other' }) ?? '';
    expect(twice).toContain('relations:\n  - kind: rebuts\n    claim: other\n');
    expect(bodyOf(twice)).toBe(bodyOf(text));
  });

  it('adds nothing to a text that it cannot read', () => {
    expect(addToList('---\na: [\n---\n', 'stances', {})).toBeUndefined();
    expect(addToList('no front matter', 'stances', {})).toBeUndefined();
  });
});

describe('fields of a claim', () => {
  it('names what is missing and keeps the text', () => {
    const fields = form({ 'stance-person': 'bob', 'stance-attitude': 'rejects', 'stance-date': '2021-12-18' });
    expect(addFromForm(text, 'stance', readFields(fields))).toEqual({
      problem: 'A stance needs message, note. Fill in and add it again.',
    });
  });

  it('adds a relation, its Message-ID without brackets, empty fields left out', () => {
    const fields = form({
      'relation-kind': 'rebuts',
      'relation-claim': 'other',
      'relation-person': '',
      'relation-message': ' <a@b> ',
      'relation-date': '2021-12-18',
      'relation-note': 'In our words.',
    });
    const added = addFromForm(text, 'relation', readFields(fields));
    expect('text' in added && added.text).toContain('message: a@b');
    expect('text' in added && added.text).not.toContain('person: ""');
    expect('fields' in added && added.fields).toEqual({});
    expect(findAddition('add-relation')).toBe('relation');
    expect(findAddition('save')).toBeUndefined();
  });

  it('does not let a save pass over fields that are filled in and not in the text', () => {
    expect(refuseUnadded(readFields(form({ 'stance-person': 'bob' })))).toContain('“Add a stance”');
    expect(refuseUnadded(readFields(form({ 'stance-person': ' ' })))).toBeUndefined();
  });

  it('takes away the reason for having no scenario with the first scenario', () => {
    const without = text.replace('stances:', 'noScenario: nobody wrote one\nstances:');
    const added = addFromForm(without, 'scenario', { 'scenario-scenario': 'x', 'scenario-property': 'missed-cow' });
    expect('text' in added && added.text).not.toContain('noScenario');
    expect('text' in added && added.text).toContain('scenario: x');
  });
});

describe('newText', () => {
  it('is front matter and a body', () => {
    expect(findId(newText('claim'))).toBe('name-of-the-claim');
    expect(bodyOf(newText('scenario'))).toContain('```scenario');
    expect(newText('change')).toMatch(/date: \d{4}-\d\d-\d\d/);
  });
});
