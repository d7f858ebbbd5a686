//! Style sheets: edits through the CSSOM, constructed sheets, and texts of style elements.

use super::page::{Place, text};
use super::recorder::Recorder;
use super::script::Act;
use events::{
    AdoptedSheets, EventKind, RuleAdd, RulePath, SheetTarget, SourceNodeId, StyleDeclaration, StyleDiff,
    StyleId, StyleRule, Text, TreeNodeKind,
};

const RULES: &[&str] = &[
    ".x { top: 1px; }",
    "@media (max-width: 9px) { .y { left: 1px; } }",
    ".z::before { content: \"}{\"; }",
    ".two { } .rules { }",
    "not a rule",
];

impl Recorder {
    pub fn sheet_act(&mut self, act: Act) -> Option<Option<()>> {
        Some(match act {
            Act::InsertRule => {
                let (rule, at) = (self.dice.word(RULES), self.dice.below(5));
                let at = RulePath::Top(u32::try_from(at).unwrap());
                self.owner()
                    .and_then(|target| self.edit(target, vec![RuleAdd { rule: rule.into(), at }], vec![]))
            }
            Act::DeleteRule => {
                let at = RulePath::Top(u32::try_from(self.dice.below(4)).unwrap());
                self.owner().and_then(|target| self.edit(target, vec![], vec![at]))
            }
            Act::InsertNested => {
                let at = RulePath::Nested(vec![1, self.small()]);
                let rule = ".nested { color: cyan; }".into();
                self.owner().and_then(|target| self.edit(target, vec![RuleAdd { rule, at }], vec![]))
            }
            Act::DeleteNested => {
                let at = RulePath::Nested(vec![1, self.small()]);
                self.owner().and_then(|target| self.edit(target, vec![], vec![at]))
            }
            Act::SetDeclaration => {
                let value = Some(Text::new(self.dice.word(&["2px", "5px"])));
                let important = self.dice.one_in(3);
                self.declare(StyleDiff { property: "top".into(), value, important })
            }
            Act::RemoveDeclaration => {
                let property = Text::new(self.dice.word(&["top", "color"]));
                self.declare(StyleDiff { property, value: None, important: false })
            }
            Act::Adopt => self.adopt_new(),
            Act::AdoptAgain => {
                let known = self.page().sheets;
                let ids: Vec<u64> = (1..=known + 1).filter(|_| !self.dice.one_in(3)).collect();
                self.adopting()
                    .filter(|_| !ids.is_empty())
                    .and_then(|target| self.adopt(target, &ids, vec![]))
            }
            Act::EditConstructed => {
                let add = RuleAdd { rule: self.dice.word(RULES).into(), at: RulePath::Top(self.small()) };
                self.constructed().and_then(|target| self.edit(target, vec![add], vec![RulePath::Top(1)]))
            }
            Act::ReplaceConstructed => self.constructed().and_then(|target| {
                let replace = Some(Text::new(self.dice.word(&["", ".r { top: 9px; } .s { }"])));
                let rule = StyleRule { target, adds: vec![], removes: vec![], replace };
                self.tell(EventKind::StyleRule(Box::new(rule)))
            }),
            Act::StyleText => self.style_text(),
            Act::StyleChild => self.style_child(),
            Act::LateSheet => self.late_sheet(),
            _ => return None,
        })
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.dice.below(3)).unwrap()
    }

    fn owner(&mut self) -> Option<SheetTarget> {
        let owners = self.page().tagged(&["style", "link"]);
        self.pick(&owners).map(|id| SheetTarget::Owner(SourceNodeId(id)))
    }

    fn constructed(&mut self) -> Option<SheetTarget> {
        let known = usize::try_from(self.page().sheets).unwrap();
        (known > 0).then(|| SheetTarget::Constructed(StyleId(1 + self.dice.below(known) as u64)))
    }

    fn edit(&mut self, target: SheetTarget, adds: Vec<RuleAdd>, removes: Vec<RulePath>) -> Option<()> {
        self.tell(EventKind::StyleRule(Box::new(StyleRule { target, adds, removes, replace: None })))
    }

    fn declare(&mut self, change: StyleDiff) -> Option<()> {
        let target = match self.constructed().filter(|_| self.dice.one_in(3)) {
            Some(target) => target,
            None => self.owner()?,
        };
        let path = if self.dice.one_in(3) { vec![1, self.small()] } else { vec![self.small()] };
        self.tell(EventKind::StyleDeclaration(Box::new(StyleDeclaration { target, path, change })))
    }

    /// A document or a shadow host.
    fn adopting(&mut self) -> Option<u64> {
        let page = self.page();
        let is_document = |id: &u64| matches!(page.nodes[id].kind, TreeNodeKind::Document { .. });
        let mut targets: Vec<u64> = page.nodes.keys().copied().filter(is_document).collect();
        targets.extend(page.hosts());
        self.pick(&targets)
    }

    fn adopt_new(&mut self) -> Option<()> {
        let target = self.adopting()?;
        self.page().sheets += 1;
        let id = self.page().sheets;
        let rules = vec![
            Text::from(format!(".adopted-{id} {{ color: red; }}")),
            Text::new("@media print { .k { } }"),
        ];
        let mut ids = vec![id];
        if id > 1 && self.dice.one_in(2) {
            ids.insert(0, id - 1);
        }
        self.adopt(target, &ids, vec![(StyleId(id), rules)])
    }

    fn adopt(&mut self, target: u64, ids: &[u64], created: Vec<(StyleId, Vec<Text>)>) -> Option<()> {
        let adopted = ids.iter().map(|id| StyleId(*id)).collect();
        self.tell(EventKind::AdoptedSheets(Box::new(AdoptedSheets {
            target: SourceNodeId(target),
            adopted,
            created,
        })))
    }

    /// The page writes a new text into a style element.
    fn style_text(&mut self) -> Option<()> {
        let page = self.page();
        let texts: Vec<u64> = page
            .tagged(&["style"])
            .into_iter()
            .flat_map(|style| page.nodes[&style].children.clone())
            .collect();
        let id = self.pick(&texts)?;
        let value = Text::from(format!(".w{} {{ top: 3px; }}", self.dice.below(9)));
        let (style, _, siblings) = self.page().siblings(id)?;
        let index = siblings.iter().position(|other| *other == id)?;
        let blanked = self.page().extra_mut(style).and_then(|extra| extra.sheet.as_mut());
        if let Some(part) = blanked.and_then(|parts| parts.get_mut(index)) {
            *part = value.clone();
        } else {
            self.page().nodes.get_mut(&id)?.kind = TreeNodeKind::Text(value.clone());
        }
        self.text_changed(id, value);
        Some(())
    }

    /// A text child of a style element comes or goes.
    fn style_child(&mut self) -> Option<()> {
        let styles = self.page().tagged(&["style"]);
        let style = self.pick(&styles)?;
        let last = self.page().get(style)?.children.last().copied();
        if let Some(last) = last.filter(|_| self.dice.one_in(2)) {
            self.remove(last);
            return Some(());
        }
        let word = self.dice.word(&["", ".more { }"]);
        let id = self.page().make(text(word));
        let index = self.dice.below(3);
        self.page().insert(id, style, Place::Child, index);
        self.born(id);
        Some(())
    }
}
