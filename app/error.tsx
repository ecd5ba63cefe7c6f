'use client';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="headline">
      <h1>This page could not be made</h1>
      <div className="prose">
        {error.digest === 'slow-statement' ? (
          <p>The database did not answer in the time that a page may take. Nothing was changed.</p>
        ) : (
          <p>
            The server met an error and wrote it to its log{error.digest === undefined ? '' : ` as ${error.digest}`}.
          </p>
        )}
      </div>
      <p className="bar">
        <button type="button" className="btn main" onClick={reset}>
          Try again
        </button>
      </p>
    </div>
  );
}
