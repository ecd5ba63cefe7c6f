import type { FileView } from '#lib/db/archive-types';
import { counted } from './numbers';

const kindOfMode: Readonly<Record<string, string>> = {
  '100644': 'plain file',
  '100755': 'executable',
  '120000': 'symbolic link',
  '160000': 'submodule',
};

/** What becomes of a file beside its lines, in words: its status, modes and bytes, then the counts of its lines. */
export function fileWords(file: FileView): string[] {
  const { oldMode, newMode, similarity, binary } = file;
  const modes = oldMode !== undefined && newMode !== undefined && oldMode !== newMode;
  const alike = similarity === undefined ? '' : `, ${similarity} % alike`;
  const words = statusWords(file);
  return [
    ...(words === '' ? [] : [`${words}${alike}`]),
    ...(words === '' && similarity !== undefined ? [`Rewritten${alike}`] : []),
    ...(modes ? [`mode ${modeWords(oldMode)} becomes ${modeWords(newMode)}`] : []),
    ...(file.status === 'added' && newMode !== undefined && newMode !== '100644' ? [modeWords(newMode)] : []),
    ...(binary === undefined ? [] : [binaryWords(binary)]),
    ...(binary === undefined && file.status !== 'binary'
      ? [`${counted(file.added, 'line')} added, ${file.removed} removed`]
      : []),
  ];
}

function modeWords(mode: string): string {
  const kind = kindOfMode[mode];
  return kind === undefined ? mode : `${mode} (${kind})`;
}

function binaryWords(binary: NonNullable<FileView['binary']>): string {
  const [forward] = binary;
  if (forward === undefined) return 'binary, its bytes are not in the mail';
  return forward.kind === 'literal'
    ? `binary, ${counted(forward.bytes, 'byte')} in the mail`
    : `binary, a delta of ${counted(forward.bytes, 'byte')} in the mail`;
}

function statusWords(file: FileView): string {
  switch (file.status) {
    case 'added':
      return 'New file';
    case 'deleted':
      return 'File deleted';
    case 'renamed':
      return `Renamed from ${file.oldPath}`;
    case 'copied':
      return `Copied from ${file.oldPath}`;
    case 'mode':
      return 'Mode changed';
    case 'binary':
      return 'Binary file';
    case 'changed':
      return '';
    default:
      return file.status satisfies never;
  }
}
