"""The tables of makers: which words ask for which text, `everywhere` and in the answers of one service."""
