"""Do two figures, or two statements, contradict each other?"""
