// Sessions: the list on one side, the open conversation on the other; on a phone one at a time.

import { Conversation } from '../conversation/conversation.js';
import { Icon } from '../icons.js';
import { SessionList } from './session-list.js';

export function SessionsView({ id }: { id: string | null }) {
  return (
    <div class={id ? 'two has-open' : 'two'}>
      <section class="first" aria-labelledby="sessions-heading">
        <SessionList openId={id} />
      </section>
      <section class="second" aria-label="Conversation">
        {id ? (
          <Conversation key={id} id={id} />
        ) : (
          <div class="empty">
            <Icon name="sessions" />
            <p>Choose a session to read and answer it.</p>
          </div>
        )}
      </section>
    </div>
  );
}
