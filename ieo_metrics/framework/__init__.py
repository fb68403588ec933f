"""What the partnership agreed, as rows: measures, record tables, providers, settings, quarters. Imports
nothing of ours."""
