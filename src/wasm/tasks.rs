//! Runs calls: as soon as something has come that one of them waits for, and not a turn of the microtask queue later.

#![expect(
    clippy::disallowed_methods,
    reason = "what is borrowed is given back within a statement, which calls nothing"
)]

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use wasm_bindgen::prelude::wasm_bindgen;

struct Task {
    /// None while it runs, and once it has ended.
    work: Option<Pin<Box<dyn Future<Output = ()>>>>,
    waker: Waker,
}

/// Wakes the task of this number. One that is woken twice is polled twice, which does it no harm.
struct Number(usize);

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        DUE.with_borrow_mut(|due| due.push_back(self.0));
    }
}

thread_local! {
    static TASKS: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
    /// Numbers of tasks that have ended.
    static FREE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static DUE: RefCell<VecDeque<usize>> = const { RefCell::new(VecDeque::new()) };
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
    /// What the clock showed in the step of a task that runs.
    static NOW: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Takes a task, which begins when all that is due is run.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    let free = FREE.with_borrow_mut(Vec::pop);
    TASKS.with_borrow_mut(|tasks| {
        let number = free.unwrap_or(tasks.len());
        DUE.with_borrow_mut(|due| due.push_back(number));
        match tasks.get_mut(number) {
            Some(task) => task.work = Some(work),
            None => tasks.push(Task {
                work: Some(work),
                waker: Arc::new(Number(number)).into(),
            }),
        }
    });
}

/// Runs all that is due. What JavaScript brings about meanwhile, by what tasks call there, is run after it.
#[wasm_bindgen]
pub fn run() {
    if IS_RUNNING.replace(true) {
        return;
    }
    while let Some(number) = DUE.with_borrow_mut(VecDeque::pop_front) {
        NOW.set(None);
        poll(number);
    }
    IS_RUNNING.set(false);
}

/// The time, which stands still in a step of a task: one crossing for it, and not one for each question.
pub fn now(clock: impl FnOnce() -> f64) -> f64 {
    match NOW.get().filter(|_| IS_RUNNING.get()) {
        Some(now) => now,
        None => {
            let now = clock();
            NOW.set(Some(now));
            now
        }
    }
}

fn poll(number: usize) {
    let taken = TASKS.with_borrow_mut(|tasks| {
        let Task { work, waker } = tasks.get_mut(number)?;
        Some((work.take()?, waker.clone()))
    });
    let Some((mut work, waker)) = taken else {
        return;
    };
    if work.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
        FREE.with_borrow_mut(|free| free.push(number));
        return;
    }
    TASKS.with_borrow_mut(|tasks| {
        if let Some(task) = tasks.get_mut(number) {
            task.work = Some(work);
        }
    });
}
