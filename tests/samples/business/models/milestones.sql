SELECT contract, party, milestone, due_on, share, amount FROM milestones ORDER BY contract,
  milestone
