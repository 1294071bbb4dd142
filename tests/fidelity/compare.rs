//! Two texts as words: what one lacks and what it has more.
//! The diagonals of the algorithm are counted from below zero.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::many_single_char_names
)]

/// Words with the sign of what they are: `-` for missing, `+` for more.
pub(crate) type Differences = Vec<(char, String)>;

/// What `ours` lacks (`-`) and has more (`+`), in order and as little as can be, by Myers' algorithm (1986).
pub(crate) fn compare(theirs: &[String], ours: &[String]) -> Differences {
    let (n, m) = (theirs.len() as isize, ours.len() as isize);
    let mut reach = vec![0isize; 2 * (n + m) as usize + 3];
    let mut trace = Vec::new();
    let middle = n + m + 1;
    'outer: for d in 0..=n + m {
        trace.push(reach[(middle - d - 1) as usize..=(middle + d + 1) as usize].to_vec());
        for k in (-d..=d).step_by(2) {
            let at = |k: isize| (middle + k) as usize;
            let down = k == -d || (k != d && reach[at(k - 1)] < reach[at(k + 1)]);
            let mut x = if down {
                reach[at(k + 1)]
            } else {
                reach[at(k - 1)] + 1
            };
            let mut y = x - k;
            while x < n && y < m && theirs[x as usize] == ours[y as usize] {
                x += 1;
                y += 1;
            }
            reach[at(k)] = x;
            if x >= n && y >= m {
                break 'outer;
            }
        }
    }
    let mut found = Vec::new();
    let (mut x, mut y) = (n, m);
    for (d, reach) in trace.iter().enumerate().rev() {
        let d = d as isize;
        let k = x - y;
        let at = |k: isize| (k + d + 1) as usize;
        let down = k == -d || (k != d && reach[at(k - 1)] < reach[at(k + 1)]);
        let before = if down { k + 1 } else { k - 1 };
        let (px, py) = (reach[at(before)], reach[at(before)] - before);
        if d > 0 {
            if down {
                found.push(('+', ours[py as usize].clone()));
            } else {
                found.push(('-', theirs[px as usize].clone()));
            }
        }
        (x, y) = (px, py);
    }
    found.reverse();
    found
}
