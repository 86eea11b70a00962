"""Pictures: layout, axes, colours, diagrams."""
