import { useContext, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Plot, PlotSize, PlotTable } from '../../plots/plot';
import { labs } from '../../protocol/labs';
import { experimentStore } from '../../state/experimentStore';
import type { RunStores } from '../../state/runStores';
import { RunContext } from '../run/runContext';
import { Dialog } from '../shell/Dialog';
import { Card } from './Card';
import { delegate } from './delegate';
import { DownloadMenu } from './DownloadMenu';
import { inTurn } from './inTurn';
import { PlotDataTable } from './PlotDataTable';
import { usePlotSize } from './usePlotSize';

interface PlotCardProps<Data, Options extends PlotSize, Handlers extends object> {
  readonly title: string;
  readonly span: 4 | 5 | 6 | 7 | 12;
  readonly reading: ReactNode;
  readonly create: (container: HTMLElement, handlers: Handlers) => Plot<Data, Options>;
  /** The newest are called; only with other names is the plot built anew. */
  readonly handlers: Handlers;
  /** Null while there is nothing to draw; a function where it moves with the playhead, read at every move, past React. */
  readonly data: Data | null | ((time: number) => Data | null);
  /** What is said then. */
  readonly empty?: string;
  readonly options: Omit<Options, keyof PlotSize>;
  /** Options that follow the playhead and the pointer: read at every move, past React. Must not change its identity. */
  readonly live?: (run: RunStores) => Partial<Options>;
  /** The moment that is drawn at a playhead's time, where it is another: it names the files. A lab without a playhead has none. */
  readonly shownTime?: (playhead: number) => number;
  /** Made only when the table is open. */
  readonly table: (data: Data) => PlotTable | null;
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

/** Mounts a plot, keeps it at the size of its card, and gives it its table and its downloads. */
export function PlotCard<Data, Options extends PlotSize, Handlers extends object>(
  props: PlotCardProps<Data, Options, Handlers>,
) {
  const { title, data, options, live, create, handlers } = props;
  const [node, size] = usePlotSize();
  const stores = useContext(RunContext);
  const dataNow = (): Data | null => (isMoving(data) ? data(stores.playback.getState().time) : data);
  const plot = useRef<Plot<Data, Options> | null>(null);
  const cancelFirst = useRef<(() => void) | null>(null);
  const [tableOpen, setTableOpen] = useState(false);
  const newest = useRef(handlers);
  useEffect(() => {
    newest.current = handlers;
  });
  const names = Object.keys(handlers).join();
  useEffect(
    () => () => {
      cancelFirst.current?.();
      cancelFirst.current = null;
      plot.current?.destroy();
      plot.current = null;
    },
    [create, names],
  );
  const draw = useRef(() => undefined as void);
  useEffect(() => {
    draw.current = () => {
      const now = dataNow();
      if (!node.current || now === null || size.width === 0) return;
      plot.current?.update(now, { ...options, ...live?.(stores), ...size } as unknown as Options);
      if (plot.current || cancelFirst.current) return;
      cancelFirst.current = inTurn(() => {
        if (node.current)
          plot.current = create(
            node.current,
            delegate(() => newest.current),
          );
        draw.current();
      });
    };
    draw.current();
  });
  useEffect(() => {
    if (!live) return;
    const stops = [stores.playback, stores.link].map((store) => store.subscribe(() => draw.current()));
    return () => stops.forEach((stop) => stop());
  }, [live, stores]);
  const known = dataNow();
  const table = (): PlotTable | null => {
    const now = dataNow();
    return now === null ? null : props.table(now);
  };
  const timeShown = (): number | null => {
    const { time } = stores.playback.getState();
    if (props.shownTime) return props.shownTime(time);
    return labs[experimentStore.getState().spec.tab].playback ? time : null;
  };
  const open = tableOpen ? table() : null;
  return (
    <Card
      title={title}
      span={props.span}
      reading={props.reading}
      tools={
        <>
          {props.tools}
          <button
            type="button"
            className="button small quiet"
            aria-label="Data table"
            onClick={() => setTableOpen(true)}
          >
            Table
          </button>
          <DownloadMenu
            title={title}
            time={timeShown}
            drawn={known !== null}
            node={() => node.current}
            table={table}
          />
        </>
      }
    >
      {props.children}
      <div ref={node} className="plot-host">
        {known === null && <p className="empty">{props.empty ?? 'Computing the first curve.'}</p>}
      </div>
      <Dialog title={`${title}: data`} open={tableOpen} onClose={() => setTableOpen(false)}>
        {open ? <PlotDataTable table={open} /> : <p>There are no data yet.</p>}
      </Dialog>
    </Card>
  );
}

function isMoving<Data>(
  data: Data | null | ((time: number) => Data | null),
): data is (time: number) => Data | null {
  return typeof data === 'function';
}
