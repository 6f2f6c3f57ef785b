//! Waiting for whatever comes first; what loses is dropped, and so ended.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

#[derive(Debug, PartialEq)]
pub enum First<A, B, C> {
    A(A),
    B(B),
    C(C),
}

/// The first of three to be ready; of two that are ready at once, the earlier named.
pub async fn race<A, B, C>(
    a: impl Future<Output = A>,
    b: impl Future<Output = B>,
    c: impl Future<Output = C>,
) -> First<A, B, C> {
    let (mut a, mut b, mut c) = (pin!(a), pin!(b), pin!(c));
    poll_fn(|context| {
        if let Poll::Ready(value) = a.as_mut().poll(context) {
            return Poll::Ready(First::A(value));
        }
        if let Poll::Ready(value) = b.as_mut().poll(context) {
            return Poll::Ready(First::B(value));
        }
        c.as_mut().poll(context).map(First::C)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_executor::block_on;
    use std::future::{pending, ready};

    #[test]
    fn the_first_that_is_ready_wins() {
        let never = pending::<()>;
        assert_eq!(block_on(race(ready(1), ready(2), ready(3))), First::A(1));
        assert_eq!(block_on(race(never(), ready(2), ready(3))), First::B(2));
        assert_eq!(block_on(race(never(), never(), ready(3))), First::C(3));
    }
}
