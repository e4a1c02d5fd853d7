import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Plot, PlotSize, PlotTable } from '../../plots/plot';
import { linkStore } from '../../state/linkStore';
import { playbackStore } from '../../state/playbackStore';
import { Dialog } from '../shell/Dialog';
import { Card } from './Card';
import { DownloadMenu } from './DownloadMenu';
import { inTurn } from './inTurn';
import { PlotDataTable } from './PlotDataTable';
import { usePlotSize } from './usePlotSize';

interface PlotCardProps<Data, Options extends PlotSize, Handlers> {
  readonly title: string;
  readonly span: 4 | 5 | 6 | 7 | 12;
  readonly reading: ReactNode;
  readonly create: (container: HTMLElement, handlers: Handlers) => Plot<Data, Options>;
  readonly handlers: Handlers;
  /** Null while there is nothing to draw. */
  readonly data: Data | null;
  /** What is said then. */
  readonly empty?: string;
  readonly options: Omit<Options, keyof PlotSize>;
  /** Options that follow the playhead and the pointer: read at every move, past React. Must not change its identity. */
  readonly live?: () => Partial<Options>;
  /** The moment that is drawn, where it is not the playhead's: it names the files. */
  readonly shownTime?: number;
  /** Made only when the table is open. */
  readonly table: () => PlotTable | null;
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

/** Mounts a plot, keeps it at the size of its card, and gives it its table and its downloads. */
export function PlotCard<Data, Options extends PlotSize, Handlers>(
  props: PlotCardProps<Data, Options, Handlers>,
) {
  const { title, data, options, live, create, handlers } = props;
  const [node, size] = usePlotSize();
  const plot = useRef<Plot<Data, Options> | null>(null);
  const cancelFirst = useRef<(() => void) | null>(null);
  const latest = useRef(handlers);
  const [tableOpen, setTableOpen] = useState(false);
  useEffect(() => {
    latest.current = handlers;
  }, [handlers]);
  useEffect(
    () => () => {
      cancelFirst.current?.();
      cancelFirst.current = null;
      plot.current?.destroy();
      plot.current = null;
    },
    [],
  );
  const draw = useRef(() => undefined as void);
  useEffect(() => {
    draw.current = () => {
      if (!node.current || !data || size.width === 0) return;
      plot.current?.update(data, { ...options, ...live?.(), ...size } as unknown as Options);
      if (plot.current || cancelFirst.current) return;
      cancelFirst.current = inTurn(() => {
        if (node.current) plot.current = create(node.current, forward(latest));
        draw.current();
      });
    };
    draw.current();
  });
  useEffect(() => {
    if (!live) return;
    const stops = [playbackStore, linkStore].map((store) => store.subscribe(() => draw.current()));
    return () => stops.forEach((stop) => stop());
  }, [live]);
  const table = tableOpen ? props.table() : null;
  return (
    <Card
      title={title}
      span={props.span}
      reading={props.reading}
      tools={
        <>
          {props.tools}
          <button type="button" className="button small quiet" onClick={() => setTableOpen(true)}>
            Data table
          </button>
          <DownloadMenu title={title} time={props.shownTime} node={() => node.current} table={props.table} />
        </>
      }
    >
      {props.children}
      <div ref={node} className="plot-host">
        {!data && <p className="empty">{props.empty ?? 'Computing the first curve.'}</p>}
      </div>
      <Dialog title={`${title}: data`} open={tableOpen} onClose={() => setTableOpen(false)}>
        {table ? <PlotDataTable table={table} /> : <p>There are no data yet.</p>}
      </Dialog>
    </Card>
  );
}

/** Handlers that always call the newest ones, so that a plot is created once. */
function forward<Handlers>(latest: { readonly current: Handlers }): Handlers {
  return new Proxy({} as object, {
    get: (_, key) => (latest.current as Record<PropertyKey, unknown>)[key],
    has: (_, key) => key in (latest.current as object),
  }) as Handlers;
}
