"""Sheets of our own for what referentiel/ does not hold yet: long texts, long names, tâches, hostile HTML."""

_SENTENCE = (
    "La collectivité tient à jour le suivi de ce qu’elle entreprend, en rend compte chaque année à ses élus et à ses "
    "habitants, et en tire les conséquences pour l’année qui vient (voir la mesure 6.1.2, à 40 % au moins)."
)
_LIST = "\n".join(f"- {_SENTENCE}" for _ in range(4))
_CATEGORIES = ("bases", "mise en œuvre", "effets")


def long_sheet(id_: str) -> str:
    """An action with eight sous-actions of five tâches each, some with a name of 900 characters."""
    parts = [
        f"# Suivre ses engagements\n```yaml\nid: {id_}\n```\n## Description\n{_SENTENCE}\n\n{_LIST}\n## Actions\n"
    ]
    for place in range(1, 9):
        parts.append(
            f"### Étape {place} du suivi des engagements\n```yaml\nid: {id_}.{place}\npourcentage: 12.5\n"
            f"categorie: {_CATEGORIES[place % 3]}\n```\n#### Description\n{_SENTENCE} {_SENTENCE}\n#### Actions\n"
        )
        for task in range(1, 6):
            name = " ".join([_SENTENCE] * 4) if task % 2 else "Réunir le comité de suivi"
            parts.append(f"##### {name}\n```yaml\nid: {id_}.{place}.{task}\n```\n{_SENTENCE}\n")
    return "".join(parts)


HOSTILE = """\
# Ouvrir <img src=x onerror="window.harmed=1"> les yeux
```yaml
id: 1.1.2
```
## Description
<script>window.harmed = 1</script><svg onload="window.harmed=1"><p style="position:fixed;inset:0">couvrir</p>
<a href="javascript:window.harmed=1">lien</a> [autre](javascript:window.harmed=1) <iframe src="https://elsewhere.test/">
<style>@import url(https://elsewhere.test/x.css)</style><link rel="stylesheet" href="https://elsewhere.test/x.css">
![image](https://elsewhere.test/pixel.png) <form action="https://elsewhere.test/"><button>envoyer</button></form>
Un lien qui reste : [ailleurs](https://elsewhere.test/lisible) et https://elsewhere.test/nue
"""
