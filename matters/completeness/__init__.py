"""How complete a standard is: what domain rules 1.5 and 1.6 require of it, weighed, and what is missing."""
