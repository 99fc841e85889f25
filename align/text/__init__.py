"""What is known about the two languages: script, sentences, words, quantities, dictionary."""
