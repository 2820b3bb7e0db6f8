"""An invisible character makes a text look like something else.

Characters that change the direction of text or have no width can make two different ids look alike, so that a reviewer
reads one thing and a program another. Joiners are accepted between letters of scripts that need them and inside emoji.

Remove the character, or retype the text.
"""

CODE = "OKR008"
SEVERITY = "error"
