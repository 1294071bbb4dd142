//! A search as a program without loops or a stack: terms with `and`, `or` and `not` become tests and jumps forward.
//! One yes-or-no is at hand at any time, and a rank: the sum of the ranks of the words that were found.

/// Parentheses may lie so deep in one another.
pub(super) const DEEPEST: usize = 32;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Asks a term.
    Test(usize),
    /// Turns the answer round.
    Not,
    /// On there, if the answer is no: the rest of a conjunction does not matter.
    And(usize),
    /// On there, if it is yes; else the rank is as it was when the alternatives at this depth began.
    Or(usize, usize),
    /// Here alternatives begin, at this depth.
    Begin(usize),
    /// On there, if the answer is no; else what came before does not count for the rank.
    Within(usize),
}

impl Step {
    /// The same behind so many other steps and terms.
    pub(super) fn behind(self, steps: usize, terms: usize) -> Self {
        match self {
            Self::Test(term) => Self::Test(term + terms),
            Self::And(to) => Self::And(to + steps),
            Self::Or(to, depth) => Self::Or(to + steps, depth),
            Self::Within(to) => Self::Within(to + steps),
            Self::Not | Self::Begin(_) => self,
        }
    }
}

/// The rank of what the steps hold for, the smaller the better. `test` answers a term with the rank of what it found.
pub(super) fn run(steps: &[Step], mut test: impl FnMut(usize) -> Option<u32>) -> Option<u32> {
    let (mut yes, mut rank, mut at) = (true, 0, 0);
    let mut begun = [0; DEEPEST + 1];
    while let Some(step) = steps.get(at) {
        at += 1;
        match *step {
            Step::Test(term) => {
                let found = test(term);
                yes = found.is_some();
                rank += found.unwrap_or(0);
            }
            Step::Not => yes = !yes,
            Step::And(to) | Step::Within(to) if !yes => at = to,
            Step::Within(_) => rank = 0,
            Step::Or(to, _) if yes => at = to,
            Step::Or(_, depth) => rank = begun.get(depth).copied().unwrap_or(0),
            Step::Begin(depth) => begun
                .iter_mut()
                .skip(depth)
                .take(1)
                .for_each(|it| *it = rank),
            Step::And(_) => {}
        }
    }
    yes.then_some(rank)
}

/// Puts steps together, group by group.
#[derive(Debug)]
pub(super) struct Builder {
    steps: Vec<Step>,
    groups: Vec<Group>,
}

/// What stands in one pair of parentheses, or in none.
#[derive(Debug, Default)]
struct Group {
    /// Where it was opened.
    at: usize,
    negated: bool,
    /// Whether the alternative under way has a term, and whether the whole group has one.
    begun: bool,
    any: bool,
    /// Steps that lead to the end of the alternative, and of the group.
    ands: Vec<usize>,
    ors: Vec<usize>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            steps: vec![Step::Begin(0)],
            groups: vec![Group::default()],
        }
    }

    /// Whether one stands in an odd number of groups that are excluded.
    pub(super) fn turned(&self) -> bool {
        self.groups.iter().filter(|group| group.negated).count() % 2 == 1
    }

    /// How many groups are open.
    pub(super) fn depth(&self) -> usize {
        self.groups.len() - 1
    }

    /// A term.
    pub(super) fn test(&mut self, term: usize, negated: bool) {
        self.and();
        self.steps.push(Step::Test(term));
        if negated {
            self.steps.push(Step::Not);
        }
    }

    /// Another alternative; whether there was one before.
    pub(super) fn or(&mut self) -> bool {
        let (here, depth) = (self.steps.len(), self.depth());
        let Some(group) = self.groups.last_mut().filter(|group| group.begun) else {
            return false;
        };
        let ands = std::mem::take(&mut group.ands);
        group.ors.push(here);
        group.begun = false;
        self.lead(&ands, here);
        self.steps.push(Step::Or(0, depth));
        true
    }

    pub(super) fn open(&mut self, at: usize, negated: bool) {
        let begun = self.groups.last().is_some_and(|group| group.begun);
        if begun {
            self.and();
        }
        self.groups.push(Group {
            at,
            negated,
            ..Group::default()
        });
        self.steps.push(Step::Begin(self.depth()));
    }

    /// Closes a group; whether there was one with something in it.
    pub(super) fn close(&mut self) -> bool {
        if self.groups.len() < 2 {
            return false;
        }
        let Some(group) = self.groups.pop() else {
            return false;
        };
        self.end(&group);
        if group.any && group.negated {
            self.steps.push(Step::Not);
        }
        if let Some(around) = self.groups.last_mut().filter(|_| group.any) {
            (around.begun, around.any) = (true, true);
        }
        group.any
    }

    /// Whether the alternative under way is wanting.
    pub(super) fn wants(&self) -> bool {
        let wants = |group: &Group| !group.begun && !group.ors.is_empty();
        self.groups.last().is_some_and(wants)
    }

    /// Whether there is something in each group that is open, from the innermost on.
    pub(super) fn open_groups(&self) -> Vec<bool> {
        let open = self.groups.iter().skip(1).rev();
        let mut any = false;
        open.map(|group| {
            any |= group.any;
            any
        })
        .collect()
    }

    /// The steps, and where a group was opened that is not closed.
    pub(super) fn finish(mut self) -> (Vec<Step>, Option<usize>) {
        let open = self.groups.get(1).map(|group| group.at);
        while self.groups.len() > 1 {
            self.close();
        }
        if let Some(group) = self.groups.pop() {
            self.end(&group);
        }
        (self.steps, open)
    }

    /// What comes now must hold besides what came before.
    fn and(&mut self) {
        let here = self.steps.len();
        if let Some(group) = self.groups.last_mut() {
            if group.begun {
                group.ands.push(here);
                self.steps.push(Step::And(0));
            }
            (group.begun, group.any) = (true, true);
        }
    }

    fn end(&mut self, group: &Group) {
        let here = self.steps.len();
        self.lead(&group.ands, here);
        self.lead(&group.ors, here);
    }

    fn lead(&mut self, steps: &[usize], there: usize) {
        for step in steps {
            if let Some(Step::And(to) | Step::Or(to, _)) = self.steps.get_mut(*step) {
                *to = there;
            }
        }
    }
}
