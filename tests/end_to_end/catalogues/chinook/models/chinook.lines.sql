SELECT l.InvoiceLineId, l.InvoiceId, i.InvoiceDate, c.FirstName || ' ' || c.LastName AS customer,
       c.Country, t.Name AS track, t.Composer, l.UnitPrice, l.Quantity,
       l.UnitPrice * l.Quantity AS amount
FROM InvoiceLine l
JOIN Invoice i ON i.InvoiceId = l.InvoiceId
JOIN Customer c ON c.CustomerId = i.CustomerId
JOIN Track t ON t.TrackId = l.TrackId
