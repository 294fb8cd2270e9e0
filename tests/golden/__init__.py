"""What answers, searches and citations are today, question by question: a change is seen before it is kept."""
