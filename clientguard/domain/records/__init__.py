"""The record kinds, each described once. `KINDS` holds them by name."""

from __future__ import annotations

from clientguard.domain.records.billing import Allocation, Invoice, InvoiceLine, Payment, WriteOff
from clientguard.domain.records.collecting import DunningStep, InvoiceHold, Promise, Suspension
from clientguard.domain.records.describe import KINDS, Choice, Field, Instant, Kind, Problem, Record, Remark, Type
from clientguard.domain.records.engagement import (
    Deliverable,
    ImportRun,
    Message,
    ProblemNote,
    Reference,
    Request,
    Result,
    Work,
)
from clientguard.domain.records.leaving import Account, Attachment, Document, Evidence, Leaving, Obligation, Release
from clientguard.domain.records.parties import Business, Client, Contact, ContactPoint, Contract

__all__ = [
    "KINDS",
    "Account",
    "Allocation",
    "Attachment",
    "Business",
    "Choice",
    "Client",
    "Contact",
    "ContactPoint",
    "Contract",
    "Deliverable",
    "Document",
    "DunningStep",
    "Evidence",
    "Field",
    "ImportRun",
    "Instant",
    "Invoice",
    "InvoiceHold",
    "InvoiceLine",
    "Kind",
    "Leaving",
    "Message",
    "Obligation",
    "Payment",
    "Problem",
    "ProblemNote",
    "Promise",
    "Record",
    "Reference",
    "Release",
    "Remark",
    "Request",
    "Result",
    "Suspension",
    "Type",
    "Work",
    "WriteOff",
]
