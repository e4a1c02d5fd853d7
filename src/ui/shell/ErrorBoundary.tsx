import { Component } from 'react';
import type { ReactNode } from 'react';
import { isMissingPart, missingPartText } from './missingPart';

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
    if (isMissingPart(failure)) return <MissingPart name={this.props.name} />;
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

function MissingPart({ name }: { readonly name: string }) {
  return (
    <div className="broken">
      <p>{missingPartText(name)}</p>
      <button type="button" className="button small" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  );
}
