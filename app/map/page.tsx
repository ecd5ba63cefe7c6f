import type { Metadata } from 'next';
import { findHeld } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import { makeOutline } from '#lib/diagram/map/outline';
import { writeMap } from '#lib/diagram/map/svg';
import { AsKnown } from '../_components/as-known';
import { Mark } from '../_components/mark';
import { counted } from '../_components/numbers';
import type { PageQuery } from '../_components/page-query';
import { Controls } from './controls';
import { type FoundMap, findMap } from './find-map';
import { foldHref, type MapAsked, mapHref, readMapQuery } from './map-query';
import { MapViewport } from './map-viewport';
import { NoMap } from './no-map';
import { Outline } from './outline';

export const metadata: Metadata = { title: 'Argument map' };

interface Props {
  readonly searchParams: Promise<PageQuery>;
}

/** Claims and what they bear on, around one of them or all: a drawing, and beside it the same as an outline. */
export default async function MapPage({ searchParams }: Props) {
  const asked = readMapQuery(await searchParams);
  const found = await findMap(asked);
  if (typeof found === 'string') return <NoMap asked={asked} problem={found} />;
  const { choice, selection, drawing, debate } = found;
  const { prisma } = await getMoot();
  const held = await findHeld(
    prisma,
    selection.relations.flatMap(({ message }) => (message === null ? [] : [message])),
  );
  const focus = debate.graph.claims.find(({ slug }) => slug === choice.focus);
  const shown = { ...asked, claim: choice.focus ?? '' };
  return (
    <>
      <div className="crumb">
        <span>
          <a href="/map" rel="up">
            Map
          </a>{' '}
          / {focus === undefined ? 'the whole debate' : 'focus on one claim'}
        </span>
        <span className="acts">
          <a href={mapHref(shown, {}, '/map/export/svg')}>SVG</a>
          <a href={mapHref(shown, {}, '/map/export/mermaid')}>Mermaid</a>
          <a href="/export">Whole debate in other formats</a>
        </span>
      </div>
      <div className="map-head">
        <h1>Argument map</h1>
        {asked.at !== '' && (
          <AsKnown at={asked.at} today={mapHref(shown, { at: '' })}>
            {counted(debate.graph.claims.length, 'claim')} with the relations and stances of that day or before; labels
            follow from them and from runs of scenarios that somebody had described by then. The runs themselves were
            made later. <a href={`/timeline?at=${asked.at}`}>What was known that day</a>.
          </AsKnown>
        )}
        <Controls asked={shown} debate={debate} />
      </div>
      <div className={choice.focus === null ? 'map whole' : 'map'}>
        <figure aria-labelledby="map-caption">
          <MapViewport>
            <Drawing found={found} asked={shown} />
          </MapViewport>
          <figcaption id="map-caption">
            <p className="note">
              {drawing.title}. {drawing.description}
            </p>
            <MapLegend />
          </figcaption>
        </figure>
        <section className="outl" aria-labelledby="outline">
          <h2 id="outline">The same as an outline</h2>
          <Outline entries={makeOutline(selection, choice.focus)} found={found} asked={shown} held={held} />
        </section>
      </div>
    </>
  );
}

function Drawing({ found: { drawing, layout }, asked }: { found: FoundMap; asked: MapAsked }) {
  const links = {
    claim: ({ slug, isFocus }: { readonly slug: string; readonly isFocus: boolean }) =>
      isFocus ? `/claims/${slug}` : mapHref(asked, { claim: slug, isAll: false, folded: [] }),
    fold: ({ slug }: { readonly slug: string }) => foldHref(asked, slug),
  };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: writeMap escapes every text of the records
  return <div className="map-drawing" dangerouslySetInnerHTML={{ __html: writeMap(drawing, layout, links) }} />;
}

function MapLegend() {
  return (
    <div className="legend">
      <span className="rel sup">→ supports</span>
      <span className="rel reb">→| rebuts</span>
      <span className="rel und">⇢◇ undercuts an inference, not a claim</span>
      <Mark word="accepted" />
      <Mark word="defeated" />
      <Mark word="undecided" />
    </div>
  );
}
