// What was rewritten, what to look at, and which later nodes read results that changed.

import type { migrate } from 'wts-chat-migrate';

export type Report = ReturnType<typeof migrate>['report'];

export function ReportView({ report }: { report: Report }) {
  const { rewritten, notes, readers } = report;
  return (
    <>
      <h3>Rewritten nodes ({rewritten.length})</h3>
      {rewritten.length === 0 ? (
        <p class="quiet">No node of the older kind was found: the workflow is as it was.</p>
      ) : (
        <div class="table-wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">Node</th>
                <th scope="col">Was</th>
                <th scope="col">Is now</th>
              </tr>
            </thead>
            <tbody>
              {rewritten.map(({ node, action, resource, operation, workflow }) => (
                <tr key={`${workflow} ${node}`}>
                  <th scope="row">{named(node, workflow)}</th>
                  <td>{action}</td>
                  <td>
                    <code>
                      {resource}.{operation}
                    </code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h3>To look at ({notes.length})</h3>
      {notes.length === 0 && <p class="quiet">Nothing: all parameters mean what they meant.</p>}
      <ul class="notes">
        {notes.map(({ node, parameter, code, message, workflow }) => (
          <li key={`${workflow} ${node} ${parameter} ${code} ${message}`}>
            <strong>{named(node, workflow)}</strong>
            {parameter && (
              <>
                {' '}
                <code>{parameter}</code>
              </>
            )}
            : {message}
          </li>
        ))}
      </ul>
      <h3>Nodes that read what changes ({readers.length})</h3>
      {readers.length === 0 && <p class="quiet">None.</p>}
      <ul class="notes">
        {readers.map(({ node, reads, why, expressions, workflow }) => (
          <li key={`${workflow} ${node} ${reads}`}>
            <strong>{named(node, workflow)}</strong> reads {reads}: {why}
            {expressions.map((expression) => (
              <code key={expression}>{expression}</code>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

const named = (node: string, workflow: string | undefined) => (workflow ? `${node} (${workflow})` : node);
