import { Component } from 'react';
import type { ReactNode } from 'react';

interface ErrorBoundaryProps {
  /** What is inside, for the message. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a defect in one part from taking the page with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failure: Error | null }> {
  override state = { failure: null as Error | null };

  static getDerivedStateFromError(failure: Error): { failure: Error } {
    return { failure };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    if (isMissingChunk(failure)) return <MissingChunk name={this.props.name} />;
    return (
      <div className="broken">
        <p>
          {this.props.name} could not be drawn: {failure.message}. The rest of the page goes on.
        </p>
        <button type="button" className="button small" onClick={() => this.setState({ failure: null })}>
          Try again
        </button>
      </div>
    );
  }
}

/** What Chromium, Firefox and Safari say when a part of the page is not on the server any more, or the network is gone. */
function isMissingChunk({ message }: Error): boolean {
  return /dynamically imported module|importing a module script failed|preload CSS/i.test(message);
}

/** The browser remembers a failed import: only a fresh page asks the server again. The address holds the whole experiment. */
function MissingChunk({ name }: { readonly name: string }) {
  return (
    <div className="broken">
      <p>
        {name} could not be loaded: the connection is gone, or a newer version of the page has been published.
        Reload the page; the address keeps the experiment.
      </p>
      <button type="button" className="button small" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  );
}
