//! The characters that say what TeX's commands say, and those that stand higher, lower or doubled.
//! Tables only; how they are put together is in `math`; `shifts` raises and lowers what HTML says.

/// Names of commands and what they show, by turns.
const COMMANDS: &str = "\
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ \
    lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ \
    chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω \
    times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ \
    ne ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ \
    supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ \
    lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow \
    ⇐ Leftrightarrow ⇔ implies ⇒ iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ longrightarrow ⟶ sum ∑ prod ∏ int ∫ \
    iint ∬ oint ∮ partial ∂ nabla ∇ infty ∞ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ hbar ℏ ell ℓ Re ℜ Im ℑ \
    aleph ℵ angle ∠ perp ⊥ parallel ∥ mid ∣ nmid ∤ vdash ⊢ models ⊨ top ⊤ bot ⊥ langle ⟨ rangle ⟩ lfloor ⌊ \
    rfloor ⌋ lceil ⌈ rceil ⌉ degree ° prime ′ dagger † therefore ∴ because ∵ square □ triangle △ colon : \
    lbrace { rbrace } vert | Vert ‖ mod mod sin sin cos cos tan tan cot cot sec sec csc csc arcsin arcsin \
    arccos arccos arctan arctan sinh sinh cosh cosh tanh tanh log log ln ln lg lg exp exp min min max max \
    sup sup inf inf lim lim det det dim dim gcd gcd deg deg arg arg ker ker Pr Pr hom hom";

const PLAIN: &str = "0123456789+-=()abcdefghijklmnoprstuvwxyzβγρφχ";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞ ᵠᵡ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐ   ₑ  ₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ ₓ  ᵦᵧᵨᵩᵪ";

const LETTERS: &str = "CHNPQRZ";
const DOUBLED: &str = "ℂℍℕℙℚℝℤ";

/// What a command shows; its name without the backslash.
pub(super) fn command(name: &str) -> Option<&'static str> {
    Some(match name {
        "," | ";" | ":" | " " | "quad" | "qquad" => " ",
        "!" | "left" | "right" | "big" | "Big" | "bigl" | "bigr" | "Bigl" | "Bigr"
        | "displaystyle" | "limits" => "",
        "{" => "{",
        "}" => "}",
        "%" => "%",
        "$" => "$",
        "#" => "#",
        "_" => "_",
        "&" => "&",
        "|" => "‖",
        _ => {
            let mut words = COMMANDS.split(' ');
            while let (Some(command), Some(shown)) = (words.next(), words.next()) {
                if command == name {
                    return Some(shown);
                }
            }
            return None;
        }
    })
}

/// The character that stands higher.
pub(super) fn raised(char: char) -> Option<char> {
    other(char, PLAIN, RAISED)
}

/// The character that stands lower.
pub(super) fn lowered(char: char) -> Option<char> {
    other(char, PLAIN, LOWERED)
}

/// The letter with doubled strokes, if there is one.
pub(super) fn double(char: char) -> char {
    other(char, LETTERS, DOUBLED).unwrap_or(char)
}

fn other(char: char, from: &str, to: &str) -> Option<char> {
    let found = from.chars().zip(to.chars()).find(|(one, _)| *one == char);
    found.map(|(_, other)| other).filter(|other| *other != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_as_long_as_each_other() {
        for (from, to) in [(PLAIN, RAISED), (PLAIN, LOWERED), (LETTERS, DOUBLED)] {
            assert_eq!(from.chars().count(), to.chars().count());
        }
        assert_eq!(COMMANDS.split(' ').count() % 2, 0);
        assert_eq!(lowered('χ'), Some('ᵪ'));
        assert_eq!(raised('z'), Some('ᶻ'));
    }
}
