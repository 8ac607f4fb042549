-- One company's accounts: what they held before the period, what moved in it, and what they hold at
-- its end, each on its side. Amounts are halalas.
SELECT
  code, account_en, account_ar, class,
  max(opening, 0) AS opening_debit, max(-opening, 0) AS opening_credit,
  debit AS movement_debit, credit AS movement_credit,
  max(opening + debit - credit, 0) AS closing_debit,
  max(credit - debit - opening, 0) AS closing_credit
FROM (
  SELECT
    a.code, a.name_en AS account_en, a.name_ar AS account_ar, a.class,
    coalesce(sum(l.debit_halalas - l.credit_halalas) FILTER (WHERE l.posted_on < :period_from), 0) AS opening,
    coalesce(sum(l.debit_halalas) FILTER (WHERE l.posted_on >= :period_from), 0) AS debit,
    coalesce(sum(l.credit_halalas) FILTER (WHERE l.posted_on >= :period_from), 0) AS credit
  FROM accounts AS a
  JOIN journal_lines AS l ON l.account_code = a.code AND l.posted_on <= :period_to
  JOIN organizations AS o ON o.id = l.organization_id
  WHERE o.uid = :organization_uid
  GROUP BY a.code
)
