import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../callContext';
import { fitGrid, type GridSpace } from '../stage/gridMath';
import type { Tile } from '../stage/stagePlan';
import { VideoTile } from './VideoTile';

interface GridViewProps {
  tiles: readonly Tile[];
  page: number;
  pages: number;
  space: GridSpace;
}

export function GridView({ tiles, page, pages, space }: GridViewProps) {
  const { t } = useTranslation();
  const { stage } = useCall();
  const { columns, tileWidth, tileHeight } = fitGrid(tiles.length, space);
  const rowWidth = columns * tileWidth + (columns - 1) * space.gap;
  const turn = (to: number): void => stage.setState({ page: to });
  return (
    <>
      <div className="absolute inset-0 m-auto flex flex-wrap content-center justify-center" style={{ gap: space.gap, width: rowWidth }}>
        {tiles.map((tile) => <VideoTile key={tile.key} tile={tile} width={tileWidth} height={tileHeight} />)}
      </div>
      {pages > 1 && (
        <nav aria-label={t('call.page', { page: page + 1, pages })}>
          <button type="button" className="btn btn-circle absolute top-1/2 left-1 -translate-y-1/2 bg-base-300/80 disabled:invisible" aria-label={t('call.previousPage')} disabled={page === 0} onClick={() => turn(page - 1)}>
            <ChevronLeft className="size-5" aria-hidden="true" />
          </button>
          <button type="button" className="btn btn-circle absolute top-1/2 right-1 -translate-y-1/2 bg-base-300/80 disabled:invisible" aria-label={t('call.nextPage')} disabled={page === pages - 1} onClick={() => turn(page + 1)}>
            <ChevronRight className="size-5" aria-hidden="true" />
          </button>
          <span aria-live="polite" className="tabular absolute bottom-0 left-1/2 -translate-x-1/2 rounded-full bg-black/60 px-3 py-1 text-xs text-white">{t('call.page', { page: page + 1, pages })}</span>
        </nav>
      )}
    </>
  );
}
