//! Measuring in turns: the speed of a machine drifts, so that what counts is the ratio within a round.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// What one round took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// Of this thread alone.
    pub(crate) cpu: Duration,
}

/// The time that this thread has spent on a processor, in user and kernel mode.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

/// Measures something that this thread does.
pub(crate) fn measured(work: impl FnOnce()) -> Cost {
    let (wall, before) = (Instant::now(), cpu());
    work();
    Cost {
        wall: wall.elapsed(),
        cpu: cpu().saturating_sub(before),
    }
}

/// Something to measure.
pub(crate) struct Variant<'a> {
    pub(crate) name: &'a str,
    /// Does it a number of times.
    pub(crate) run: Box<dyn FnMut(u32) + 'a>,
}

impl<'a> Variant<'a> {
    pub(crate) fn new(name: &'a str, run: impl FnMut(u32) + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }
}

/// The medians of one variant.
#[derive(Debug)]
pub(crate) struct Median {
    pub(crate) name: String,
    /// Microseconds each time.
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
    /// To what it is compared with, within each round.
    pub(crate) wall_ratio: f64,
    pub(crate) cpu_ratio: f64,
}

/// Runs all variants in each round, every round beginning with another of them, after a round that warms up. Ratios are to the
/// variant of that index.
pub(crate) fn in_turns(
    variants: &mut [Variant<'_>],
    rounds: usize,
    times: u32,
    baseline: usize,
) -> Vec<Median> {
    let count = variants.len();
    let mut costs = vec![vec![Cost::default(); count]; rounds];
    for variant in variants.iter_mut() {
        (variant.run)(times);
    }
    for (round, costs) in costs.iter_mut().enumerate() {
        for turn in 0..count {
            let index = (round + turn) % count;
            costs[index] = measured(|| (variants[index].run)(times));
        }
    }
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(times);
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    let of = |value: &dyn Fn(&[Cost]) -> f64| median(costs.iter().map(|round| value(round)));
    (0..count)
        .map(|index| Median {
            name: variants[index].name.to_owned(),
            wall: of(&|round| micros(round[index].wall)),
            cpu: of(&|round| micros(round[index].cpu)),
            wall_ratio: of(&|round| ratio(round[index].wall, round[baseline].wall)),
            cpu_ratio: of(&|round| ratio(round[index].cpu, round[baseline].cpu)),
        })
        .collect()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
