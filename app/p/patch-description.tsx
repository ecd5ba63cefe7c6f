import type { PatchView } from '#lib/db/archive-types';
import { printHtml } from '../_archive/html';
import { mailText } from '../_archive/text';

/** What a patch or a cover letter says above its diff. */
export function PatchDescription({ patch }: { patch: PatchView }) {
  return (
    <div>
      <h2 className="vh">{patch.isCover ? 'Cover letter' : 'Description'}</h2>
      <div className="patch-text">
        {cutDescription(patch.description).map((text) => (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: text is escaped where it becomes markup
          <div key={text} dangerouslySetInnerHTML={{ __html: printHtml(mailText(text)) }} />
        ))}
      </div>
    </div>
  );
}

/** The commit message, and after `---` what is said to the list alone: counts of files, changes between versions. */
function cutDescription(description: string): string[] {
  if (description.trim() === '') return ['No description was given.'];
  const at = description.search(/^---\n/m);
  return at === -1 ? [description] : [description.slice(0, at).trimEnd(), description.slice(at + 4)].filter(Boolean);
}
